#!/bin/sh
# Takes about twelve seconds, and says how far it is.
steps=24
step=0
while [ "$step" -lt "$steps" ]; do
  step=$((step + 1))
  sleep 0.5
  echo "step $step of $steps" | tee -a steps.txt
done
